/** What was expected did not happen. The message says what was, and what happened instead. */
export class ScenarioFailed extends Error {
  override readonly name = 'ScenarioFailed';
}
