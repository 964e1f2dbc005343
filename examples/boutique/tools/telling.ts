/** How the house's own no reaches the caller: as a tool that declined, or within the question that was asked. */
import { AntiphonError } from 'antiphon';
import { Declined } from '../house/database.ts';

/** What the house declines, the model is told in the house's words; every other failure stays one. */
export function telling<Answer>(act: () => Answer): Answer {
  try {
    return act();
  } catch (thrown) {
    if (thrown instanceof Declined)
      throw new AntiphonError('TOOL_DECLINED', thrown.message, { cause: thrown });
    throw thrown;
  }
}

/** The question in front of an action: where the house would decline, that is told at once and nothing is asked. */
export const asking = telling<string>;
