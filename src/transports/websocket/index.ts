export { acceptWebSocketLeg, type AcceptedLeg, type AcceptOptions, type Admission } from './accept.ts';
export { PageChannel, type PageMessage } from './channel.ts';
export { WebSocketCaller, type CallerEnd, type CallerListener } from './caller.ts';
export { connectWebSocketCaller, type ConnectOptions } from './client.ts';
export { WebSocketLeg } from './leg.ts';
export { defaultWebSocketLimits, webSocketServerOptions, type WebSocketLimits } from './limits.ts';
export { protocolVersion, type ClientMessage, type ServerMessage, type StartMessage } from './protocol.ts';
export { Microphone, type MicrophoneOptions, type Spoken } from '../shared/microphone.ts';
export { Track, type TrackOptions, type TrackRun } from '../shared/track.ts';
