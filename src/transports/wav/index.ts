export { WavLeg, type WavLegOptions } from './wav-leg.ts';
