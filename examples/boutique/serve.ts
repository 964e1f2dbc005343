/**
 * What `npm start` serves: the concierge of a house that is built for the day, in memory, and gone with the process.
 * With nothing set it runs on the embedded models; BOUTIQUE_MODEL_URL and BOUTIQUE_MODEL put any language model in
 * place of its own that speaks OpenAI's protocol.
 */
import type { AgentModels } from 'antiphon';
import { openai } from 'antiphon/providers/openai';
import { concierge, timeZone } from './agent.ts';
import { openHouse } from './house/house.ts';

const { BOUTIQUE_MODEL_URL, BOUTIQUE_MODEL = '', BOUTIQUE_MODEL_KEY, BOUTIQUE_SEED = '7' } = process.env;

const models: AgentModels =
  BOUTIQUE_MODEL_URL === undefined
    ? {}
    : {
        llm: openai({
          baseUrl: BOUTIQUE_MODEL_URL,
          model: BOUTIQUE_MODEL,
          ...(BOUTIQUE_MODEL_KEY !== undefined && { apiKey: BOUTIQUE_MODEL_KEY }),
        }),
      };

// The Swedish way of writing a day is ISO's.
const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());

export const agent = concierge(openHouse({ seed: Number(BOUTIQUE_SEED), today }), models);
