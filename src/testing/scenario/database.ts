/** The database behind an agent, looked at from a scenario: what stands in it when the call has done its work. */
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { expectSoon, type Within } from './expectation.ts';
import { matches, show } from './partial-match.ts';
import type { Place } from './place.ts';
import type { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** What is asked of a database: `DatabaseSync` of `node:sqlite` is one, and so are its likes. */
export interface ScenarioDatabase {
  prepare(query: string): { all(): unknown[] };
}

export class DatabaseWatch {
  readonly #call: ScenarioCall;
  readonly #place: Place;
  readonly #database: ScenarioDatabase | undefined;

  constructor(call: ScenarioCall, place: Place, database: ScenarioDatabase | undefined) {
    this.#call = call;
    this.#place = place;
    this.#database = database;
  }

  /**
   * The query yields these rows, as many and in this order, each with at least these columns; or comes to do so in time.
   * @param query One that reads.
   * @throws AntiphonError CONFIG_INVALID where the scenario was given no database.
   */
  async has(query: string, rows: readonly unknown[], within: Within = {}): Promise<void> {
    const read = (): unknown[] => this.#read(query);
    await expectSoon(
      this.#call,
      this.#place,
      {
        what: `The database was to have ${show(rows)} for ${query}`,
        isSo: () => matches(read(), rows),
        instead: () => `It has ${show(read())}`,
      },
      within,
    );
  }

  #read(query: string): unknown[] {
    if (this.#database === undefined) {
      throw new AntiphonError('CONFIG_INVALID', 'the scenario has no database to look into', {
        cure: 'Hand one over as `database`, or let `scenario()` of the agent module return one.',
      });
    }
    try {
      return this.#database.prepare(query).all();
    } catch (thrown) {
      throw new ScenarioFailed(`The database refused ${query}: ${describeThrown(thrown)}`, { cause: thrown });
    }
  }
}
