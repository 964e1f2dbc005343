/** The one error that stands for those of all models: a code and a name each, and nothing that they wrote. */
import { AntiphonError, type ErrorCode } from '../errors/antiphon-error.ts';

export interface Silent {
  model: string;
  /** Undefined: it was not asked, since its breaker advised against it. */
  code: ErrorCode | undefined;
}

/** Of the code that all share, where they share one of the family LLM_; LLM_FAILED otherwise. */
export function nobodyAnswered(models: readonly Silent[]): AntiphonError {
  const codes = new Set(models.flatMap(({ code }) => code ?? []));
  const [code = 'LLM_FAILED'] = codes;
  const told = models.map(({ model, code: own }) => `${model}: ${own ?? 'not asked, it kept failing'}`);
  return new AntiphonError(
    codes.size === 1 && code.startsWith('LLM_') ? code : 'LLM_FAILED',
    `no language model answered (${told.join('; ')})`,
    {
      cure: 'Look at `onAttempt` for the error of each model.',
      data: { models: models.map(({ model, code: own }) => ({ model, code: own ?? 'not asked' })) },
    },
  );
}
