/** Voices for scenarios, as users import them: nothing of the models is loaded before they are asked for. */
import type { ScenarioVoices } from '../testing/scenario/index.ts';

export interface EmbeddedVoicesOptions {
  /** Gives up loading. */
  signal?: AbortSignal;
}

/**
 * The embedded models in step with virtual time, for scenarios in the mode `voices`: Flite for both parties, Vosk,
 * libfvad and Silero. Takes a second or two; open them once for all scenarios, and dispose of them at the end.
 * @throws AntiphonError MODEL_*, PEER_MISSING
 */
export async function openEmbeddedVoices(
  options: EmbeddedVoicesOptions = {},
): Promise<ScenarioVoices & AsyncDisposable> {
  const { openVoices } = await import('./voices/embedded-voices.ts');
  return openVoices(options);
}
