/**
 * The numbers of the VAD lane, in one place, each with its reason.
 *
 * They were tuned on human prompts at 8 and 16 kHz, clean and with babble and pink noise at 20 and
 * 10 dB, and on bare noise (babble, a dog, a car horn, music on hold); `bench/vad` measures them again.
 */
export interface VadTuning {
  /** The gate never opens below this level: idle noise of a mu-law line lies at about -70 dBFS. */
  gateMinDbfs: number;
  /** How far above the noise floor a frame must be: 20 ms of steady noise vary by 1 to 2 dB. */
  gateMarginDb: number;
  /** Share of the way that the floor falls per frame: the line has become quieter, which is certain. */
  floorFall: number;
  /** Share of the way that the floor rises per frame while nobody speaks. */
  floorRise: number;
  /** dB per frame that the floor rises while speech is heard: noise may have started under it. */
  floorCreepDb: number;
  /** A frame this far below the talker's level is not that talker: reverberation, breath, the room. */
  speechRangeDb: number;
  /** A talker this far above the floor ends where it gets quiet; nearer to it the model has its say. */
  clearRangeDb: number;
  /** Chunks at the very beginning of a leg that the model hears: cold, it takes the first bark for a voice. */
  warmUpChunks: number;
  /** Chunks before a possible onset that the model hears first: it is recurrent and must warm up. */
  preRollChunks: number;
  /** One chunk this probable starts speech ... */
  startProbability: number;
  /** ... and so do two in a row with this mean: sibilants rise slowly. */
  startPairProbability: number;
  /** Below this a chunk speaks against an onset. */
  dismissProbability: number;
  /** So many such chunks in a row end the hearing of an onset. */
  dismissChunks: number;
  /** No onset is heard for longer without a decision. */
  onsetMaxMs: number;
  /** After a dismissal the model is left alone for so long, unless it gets louder by `retryJumpDb`. */
  retryMs: number;
  retryJumpDb: number;
  /** While speech goes on the model confirms it this often. */
  confirmMs: number;
  /** A start less probable than this ... */
  sureProbability: number;
  /** ... is confirmed so soon: what was none is over before it is taken for a sentence. */
  unsureConfirmMs: number;
  /** Below this a confirmation fails and the model listens on; at or above it speech goes on. */
  keepProbability: number;
  /** Below this a chunk counts as the end of speech. */
  endProbability: number;
  /** So many such chunks in a row end it, however loud the line is. */
  endChunks: number;
  /** Quiet, or unheard, for so long: speech has ended. Shorter, and stop consonants would end it. */
  hangoverMs: number;
  /** Without an answer of the model for so long, the frame classifier decides alone. */
  unansweredMs: number;
}

export const defaultVadTuning: Readonly<VadTuning> = {
  gateMinDbfs: -58,
  gateMarginDb: 6,
  floorFall: 0.2,
  floorRise: 0.05,
  floorCreepDb: 0.02,
  speechRangeDb: 30,
  clearRangeDb: 25,
  warmUpChunks: 8,
  preRollChunks: 3,
  startProbability: 0.5,
  startPairProbability: 0.35,
  dismissProbability: 0.15,
  dismissChunks: 7,
  onsetMaxMs: 500,
  retryMs: 200,
  retryJumpDb: 6,
  confirmMs: 240,
  sureProbability: 0.8,
  unsureConfirmMs: 60,
  keepProbability: 0.5,
  endProbability: 0.35,
  endChunks: 2,
  hangoverMs: 120,
  unansweredMs: 120,
};
