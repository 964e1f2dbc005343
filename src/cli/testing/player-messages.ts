/** What passes between the command and a process that plays scenarios for it. */
import { AntiphonError, type ErrorCode } from '../../errors/antiphon-error.ts';
import type { Played } from './play-one.ts';
import type { PlayerJob, PlayerOptions } from './player.ts';

/** The first tells the options, the others a scenario each. */
export type ToPlayer = { type: 'options'; options: PlayerOptions } | { type: 'play'; job: PlayerJob };

export type FromPlayer =
  { type: 'played'; played: Played } | { type: 'refused'; code: ErrorCode; message: string; cure: string };

export function refusal(thrown: unknown): FromPlayer {
  const { code, message, cure } = AntiphonError.from(
    thrown,
    'INVARIANT_BROKEN',
    'the scenario could not be played',
  );
  return { type: 'refused', code, message, cure };
}
