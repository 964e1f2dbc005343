/**
 * The half of the child pool that runs inside the child.
 *
 * A program calls `serveParent` once. The socket to the parent is file descriptor 3, so that nothing a
 * native library prints can end up among the frames. When the socket ends the parent is gone, however
 * it went: the child leaves too, and no orphan keeps a model in memory.
 */
import { Socket } from 'node:net';
import process from 'node:process';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { CorkedWriter } from './corked-writer.ts';
import { encodeFrame, FrameReader, poolFrame, type OnFrame } from './framing.ts';

/** Sends a frame to the parent. `payload` is copied. */
export type SendToParent = (type: number, lease: number, payload: Uint8Array) => void;

const nothing = new Uint8Array(0);

/**
 * Loads the program, says that it is ready, and hands it every frame. Frames that arrive while `start`
 * is still loading wait in the socket. Whatever is thrown ends this child, with its reason told.
 */
export async function serveParent(start: (send: SendToParent) => Promise<OnFrame> | OnFrame): Promise<void> {
  const socket = new Socket({ fd: 3, readable: true, writable: true });
  const writer = new CorkedWriter(socket);
  const send: SendToParent = (type, lease, payload) => writer.write(encodeFrame(type, lease, payload));
  const leave = (): never => process.exit(0);
  // Ctrl-C in a terminal, and a supervisor's SIGTERM, reach every process of the group. When this one
  // ends is for its parent to say, which may have calls to bring to their end first.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
  socket.on('end', leave).on('error', leave).on('close', leave);
  process.on('uncaughtException', (thrown) => fail(socket, thrown));
  try {
    const onFrame = await start(send);
    const reader = new FrameReader((type, lease, payload) => {
      if (type === poolFrame.ping) send(poolFrame.pong, 0, nothing);
      else onFrame(type, lease, payload);
    });
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    send(poolFrame.ready, 0, nothing);
  } catch (thrown) {
    fail(socket, thrown);
  }
}

/** Tells the parent why, then leaves once that has been written. */
function fail(socket: Socket, thrown: unknown): void {
  const reason = {
    code: AntiphonError.is(thrown) ? thrown.code : undefined,
    message: describeThrown(thrown),
  };
  const frame = encodeFrame(poolFrame.fatal, 0, Buffer.from(JSON.stringify(reason)));
  socket.write(frame, () => process.exit(1));
}
