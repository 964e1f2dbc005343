/** What adapters are built on: pools of threads and of processes, and verified downloads. */
export {
  openWorkerPool,
  type JobOutcome,
  type WorkerPool,
  type WorkerPoolOptions,
  type WorkerProgram,
} from './worker-pool.ts';
export { serveJobs, type JobServer } from './worker-pool-side.ts';
export { openChildPool, type ChildPool, type ChildPoolOptions, type Lease } from './child-pool/child-pool.ts';
export { serveParent, type SendToParent } from './child-pool/child-side.ts';
export { ensureModel, type EnsureModelOptions } from './model-files/ensure-model.ts';
export { removeModel, verifyModel, type ModelReport } from './model-files/inspect-model.ts';
export type { ModelArchive, ModelProgress, ModelProgressListener } from './model-files/model-archive.ts';
export { readNpmSettings, type NpmSettings, type NpmSettingsPlace } from './model-files/npm-settings.ts';
