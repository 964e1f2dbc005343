/** libfvad: a quick first look whether a frame may hold speech. */
export { FvadClassifier, type FvadOptions } from './fvad-classifier.ts';
