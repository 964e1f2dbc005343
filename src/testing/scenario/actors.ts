/** Who and what a story is told with. */
import { DatabaseWatch, type ScenarioDatabase } from './database.ts';
import { expectSoon, type Within } from './expectation.ts';
import type { Judging } from './judging.ts';
import { Place } from './place.ts';
import { ScenarioAgent } from './scenario-agent.ts';
import type { ScenarioCall } from './scenario-call.ts';
import { ScenarioCaller } from './scenario-caller.ts';

export interface ScenarioCast {
  caller: ScenarioCaller;
  agent: ScenarioAgent;
  /** The database behind the agent, where the scenario has one. */
  database: DatabaseWatch;
  /**
   * Something outside the call is so, or comes to be so in time: asked again every 10 virtual milliseconds.
   * @param what For the failure: "the coat to be cancelled".
   */
  expects(what: string, isSo: () => boolean | Promise<boolean>, within?: Within): Promise<void>;
}

/** All of them stand at the same place of the story. @param greets The agent speaks first. */
export function castOf(
  call: ScenarioCall,
  greets: boolean,
  judging: Judging,
  database: ScenarioDatabase | undefined,
): ScenarioCast {
  const place = new Place(greets);
  const caller = new ScenarioCaller(call, place);
  return {
    caller,
    agent: new ScenarioAgent(call, place, caller, judging),
    database: new DatabaseWatch(call, place, database),
    expects: (what, isSo, within = {}) =>
      expectSoon(
        call,
        place,
        { what: `The story expects ${what}`, isSo, instead: () => 'It is not so.' },
        within,
      ),
  };
}
