/** Speech to text on this machine: the Vosk library in child processes, and the archives it needs. */
export { openVosk, VoskSpeechToText, type VoskOptions } from './vosk.ts';
export type { FreeFormPolicy } from './hearing-room.ts';
export { voskLibrary, voskSmallEnglish, type VoskLibrary } from './model-archives.ts';
