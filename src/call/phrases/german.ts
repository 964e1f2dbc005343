import type { StockPhrases } from './stock-phrases.ts';

export const germanPhrases: StockPhrases = {
  bridge: ['Einen Moment, bitte.', 'Ich suche noch, danke für Ihre Geduld.'],
  notUnderstood: 'Entschuldigung, das habe ich nicht verstanden. Sagen Sie es bitte noch einmal?',
  failed: 'Entschuldigung, bei mir ist etwas schiefgegangen. Sagen Sie es bitte noch einmal?',
  giveUp:
    'Es tut mir leid, ich kann Ihnen gerade nicht helfen. Bitte rufen Sie etwas später noch einmal an. Auf Wiederhören.',
  stillThere: 'Sind Sie noch da?',
  lineBack: 'Entschuldigung, die Leitung war kurz weg. Bitte sagen Sie das noch einmal.',
  cutOff: 'Entschuldigung, wir wurden unterbrochen.',
  goodbye: 'Dann beende ich das Gespräch jetzt. Danke für Ihren Anruf. Auf Wiederhören.',
  timeOver:
    'Es tut mir leid, unsere Zeit für dieses Gespräch ist um. Rufen Sie gern wieder an, wenn noch etwas offen ist. Auf Wiederhören.',
};
