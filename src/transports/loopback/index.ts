export {
  createLoopback,
  LoopbackFarEnd,
  type Loopback,
  type LoopbackLeg,
  type LoopbackOptions,
} from './loopback.ts';
export { Microphone, type MicrophoneOptions, type Spoken } from '../shared/microphone.ts';
export { Track, type TrackOptions, type TrackRun } from '../shared/track.ts';
