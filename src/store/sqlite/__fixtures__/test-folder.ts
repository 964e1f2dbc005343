import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for a test, gone with it. */
export class TestFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'antiphon-store-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
