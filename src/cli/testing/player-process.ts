/** The program of a process that plays scenarios: one after the other, as they are handed to it. */
import { resolveOwnSource } from '../shared/own-source.ts';
import { Player } from './player.ts';
import { refusal, type FromPlayer, type ToPlayer } from './player-messages.ts';

resolveOwnSource();
const ended = new AbortController();
let player: Player | undefined;

process.on('message', (message: ToPlayer) => void take(message));
// The command is gone, or wants no more: nothing is left to be told.
process.on('disconnect', () => {
  ended.abort();
  process.exit();
});
// Ctrl-C reaches the whole group; the command decides what it means.
process.on('SIGINT', () => {});

async function take(message: ToPlayer): Promise<void> {
  if (message.type === 'options') {
    player = new Player(message.options, ended.signal);
    return;
  }
  let answer: FromPlayer;
  try {
    answer = { type: 'played', played: await player!.play(message.job) };
  } catch (thrown) {
    answer = refusal(thrown);
  }
  process.send!(answer);
}
