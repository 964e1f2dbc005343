/**
 * German yes and no. Left out on purpose, because they mean both or neither: "bitte" alone ("pardon?"), "danke"
 * alone (mostly "no, thanks"), "doch", "gut", "alles klar" (mostly "I have heard you"), "kein Problem" and "warum nicht".
 */
import { phrases, words, type AnswerLanguage } from './answer-language.ts';

export const germanAnswers: AnswerLanguage = {
  yes: words(
    'ja jawohl jap jep jo klar sicher gern gerne natürlich selbstverständlich genau richtig korrekt stimmt okay ok ' +
      'einverstanden bestätigt bestätige passt absolut unbedingt',
  ),
  no: words('nein nee nö ne niemals nicht abbrechen stopp stop halt warte warten moment'),
  hints: phrases(
    'ja, ja bitte, ja gerne, genau, in ordnung, einverstanden, machen sie das, das ist richtig, ' +
      'nein, nein danke, lieber nicht, jetzt nicht, nein stopp, auf keinen fall, beides, beides bitte, ' +
      'keins von beiden, nur das erste, nur das zweite, das erste ja das zweite nicht',
  ),
  polite: words(
    'bitte danke schön vielen dank sehr das ist es so gut prima super wunderbar perfekt in ordnung ich wir wäre ' +
      'machen mach tun sie buchen buch ihn den na aber auch äh ähm ach oh also dann mir uns für mich jetzt und',
  ),
  unfinished:
    /(?:^| )(?:und|aber|auch|also|dann|ich|wir|für|sehr|vielen|in|ist|wäre|na|sie|(?<!machen sie |mach |tun sie |buchen sie |buch )(?:das|es|ihn|den)|(?<!passt |gerne |gern |gut )so|äh|ähm)$/,
  finished: /^(?:ja )?(?:das|so) (?:wäre|ist) es$/,
  acts: [
    /^stornier(?:e|en|t)$/,
    /^(?:buche|buchen|gebucht)$/,
    /^(?:verschiebe|verschieben|verschoben)$/,
    /^(?:ändere|ändern|geändert)$/,
    /^(?:lösche|löschen|gelöscht)$/,
    /^(?:schicke|schicken|geschickt)$/,
  ],
  plainYes:
    /^(?:machen sie das|mach das|tun sie das|buchen sie (?:das|es|ihn|den)|bitte (?:machen|buchen|tun) sie (?:das|es|ihn|den)|in ordnung|(?:das )?geht in ordnung|das ist (?:richtig|gut|korrekt|prima|perfekt|in ordnung))$/,
  plainNo:
    /^(?:lieber nicht|auf keinen fall|(?:bitte )?nicht|jetzt nicht|lassen sie (?:das|es)|vergessen sie es)\b/,
  spellings: [],
  several: {
    ask: (questions) => {
      const counted = questions.map(
        (question, index) => `${['Erstens', 'Zweitens', 'Drittens'][index]}: ${question}`,
      );
      return `${counted.join(' ')} Soll ich ${questions.length === 2 ? 'beides' : 'alles'} tun?`;
    },
    ordinals: [
      words('erste ersten erster erstes erstens'),
      words('zweite zweiten zweiter zweites zweitens'),
      words('dritte dritten dritter drittes drittens letzte letzten'),
    ],
    spellings: [
      [/\bnummer eins\b/g, 'erstens'],
      [/\bnummer zwei\b/g, 'zweitens'],
      [/\bnummer drei\b/g, 'drittens'],
    ],
    all: /(?<!\p{L})(?:alle (?:drei|zwei|beide)|beides?|alles?)(?!\p{L})/gu,
    none: words('keins keines keine weder'),
    only: words('nur bloß lediglich'),
    halts: words('stopp stop halt warte warten moment abbrechen niemals'),
    joints: words('aber und'),
    fillers: words('das den die der dem zum zur von beiden'),
  },
};
