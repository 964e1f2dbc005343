/** Text to speech that comes with the package. */
export { flite, fliteVoices, type FliteOptions, type FliteVoice } from './flite.ts';
