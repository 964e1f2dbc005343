/**
 * German, as callers speak it: another language is word lists alone. Prepositions that are also the
 * last word of a verb ("ich rufe morgen an") are left out of the danglers.
 */
import { wordSet, type TurnLanguage } from './turn-language.ts';

export const german: TurnLanguage = {
  danglers: wordSet(
    'und oder aber denn weil da wenn dass ob während der die das den dem des ein eine einen einem einer eines ' +
      'mein meine meinen meinem meiner ihr ihre ihren unser unsere unseren dieser diese diesen diesem kein keine keinen ' +
      'zum zur in im ins am für von vom ohne bei beim bis nach über unter gegen zwischen pro als wie ' +
      'ist sind war waren bin wird werden würde würden kann könnte könnten soll sollte muss müsste möchte möchten ' +
      'will wollte habe haben hatte ich wir er sie sehr ziemlich heißt',
  ),
  stranded: wordSet('ist sind war waren kann soll muss wird haben werden'),
  pointers: wordSet('dieser'),
  holding: [
    'moment mal',
    'einen moment',
    'warten sie',
    'warte mal',
    'lassen sie mich überlegen',
    'mal sehen',
    'ich meine',
    'sozusagen',
    'nein warten sie',
    'wie soll ich sagen',
  ],
  afterthoughts: ['glaube ich', 'denke ich', 'oder so', 'wenn es geht', 'wenn möglich', 'meine ich'],
  openers: wordSet(
    'ich wir können könnten würden haben ist sind wo wann was wie wer welche mein meine der die das',
  ),
  answers: wordSet(
    'ja nein bitte doch klar gerne gern genau richtig stimmt okay ok danke hallo tschüss stopp jawohl gut natürlich',
  ),
  leads: wordSet(
    'also so na ja nein okay ok und aber eigentlich entschuldigung hallo gut dann nun jetzt ach oh oder',
  ),
  questionWords: wordSet(
    'was wo wann wie wer wen wem wessen warum wieso weshalb welche welcher welches welchen woher wohin wofür womit wieviel',
  ),
  auxiliaries: wordSet(
    'kann könnte könnten können will würde würden wird werden soll sollte sollten darf dürfte dürfen muss ' +
      'ist sind war waren hat habe haben hatte hätte hätten gibt gilt geht',
  ),
  copulas: wordSet('ist sind war waren hat habe haben hatte wird werden gibt gilt geht kann soll muss will'),
  pronouns: wordSet('ich du wir er sie es man ihr das dies jemand etwas'),
  subjects: wordSet(
    'ich du wir er sie es man ihr der die das ein eine mein meine unser unsere dieser diese dieses da jemand niemand alles nichts',
  ),
  articles: wordSet('der die das ein eine dieser diese dieses'),
  softeners: wordSet('nur eigentlich auch mal noch vielleicht bloß gerade einfach'),
  wishes: [
    'ich möchte',
    'wir möchten',
    'ich hätte gern',
    'ich hätte gerne',
    'wir hätten gern',
    'wir hätten gerne',
    'ich brauche',
    'wir brauchen',
    'ich will',
    'ich wollte',
    'ich würde gern',
    'ich würde gerne',
    'ich suche',
    'ich rufe an',
    'geben sie mir',
    'sagen sie mir',
    'zeigen sie mir',
    'bitte',
    'danke',
  ],
  commands: wordSet(
    'buchen stornieren ändern verschieben schicken senden geben sagen zeigen suchen finden bestellen reservieren ' +
      'verbinden schließen öffnen helfen nehmen bringen rufen',
  ),
  reactions: wordSet('passt beide beides keine keins weder alles nicht'),
  joiners: wordSet('und aber denn weil wenn bevor nachdem bis während oder sondern obwohl'),
  subordinators: wordSet('wenn falls weil da obwohl während sobald bevor nachdem als'),
  numbers: wordSet(
    'null eins ein zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn ' +
      'achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend doppel',
  ),
  roundNumbers: wordSet('hundert tausend million millionen'),
  timeWords: wordSet('um gegen ab bis vor nach halb viertel'),
  pronounOne: 'eins',
  numberNouns: wordSet('nummer zimmer raum tisch gleis linie größe reihe hausnummer'),
  months: wordSet('januar februar märz april mai juni juli august september oktober november dezember'),
  fragments: wordSet(
    'der die das den dem des ein eine einen einem einer eines und oder als an am auf aus bei bis für im in ins mit nach ' +
      'ob um von vom vor zu zum zur dass so da er sie es ihn ihm ihr sein mich mir dich dir uns euch',
  ),
  floorTakers: wordSet(
    'nein nee nö nicht stopp stop halt warte warten moment hallo entschuldigung verzeihung sorry wie was wer wo wann ' +
      'warum wieso hilfe aber doch eigentlich bitte',
  ),
  backchannels: (
    'mm, mhm, hm, hmm, mm hm, ah, oh, aha, ja, ja ja, jaja, jawohl, jo, genau, okay, ok, gut, richtig, stimmt, klar, ' +
    'ach so, achso, alles klar, verstehe, ich verstehe, gern, gerne, schön, prima, super, natürlich, in ordnung'
  ).split(', '),
  days: wordSet('montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen übermorgen'),
  ordinals: wordSet(
    'erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften sechste sechsten siebte siebten achte achten ' +
      'neunte neunten zehnte zehnten elfte elften zwölfte zwölften zwanzigste zwanzigsten dreißigste dreißigsten',
  ),
  centuries: wordSet('neunzehnhundert zweitausend'),
  email: { at: 'at', dot: 'punkt' },
};
