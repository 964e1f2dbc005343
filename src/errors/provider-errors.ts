import type { ErrorFamily } from './family.ts';

/** Models that hear, think and speak. */
export const providerErrors = {
  STT_FAILED: { retryable: true, cure: 'Look at the cause; the call goes on and asks the caller to repeat.' },
  STT_TIMEOUT: { retryable: true, cure: 'Check the load of the STT, or raise its measured p99.' },
  STT_OVERLOADED: { retryable: true, cure: 'Give the STT more processes, or the host fewer seats.' },
  LLM_FAILED: { retryable: true, cure: 'Look at the cause; the call goes on with an apology.' },
  LLM_TIMEOUT: { retryable: true, cure: 'Check the load of the language model, or choose a faster one.' },
  LLM_OVERLOADED: { retryable: true, cure: 'Wait as long as the provider asks, or raise its limits.' },
  LLM_REJECTED: {
    retryable: false,
    cure: 'Correct the key, the name of the model or the options: the provider takes no such request.',
  },
  LLM_MALFORMED: {
    retryable: true,
    cure: 'Look at the data: what the provider sent cannot be read. Another model may do better.',
  },
  TTS_FAILED: { retryable: true, cure: 'Look at the cause; the clause is tried once more.' },
  TTS_TIMEOUT: { retryable: true, cure: 'Check the load of the TTS, or give it more workers.' },
  TTS_OVERLOADED: { retryable: true, cure: 'Give the TTS more workers, or the host fewer seats.' },
  VAD_FAILED: {
    retryable: true,
    cure: 'Look at the cause; calls go on with the frame classifier alone until the model is back.',
  },
} as const satisfies ErrorFamily;
