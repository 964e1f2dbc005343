/** The report that build servers read. What a caller or a model said may hold anything; the file is well-formed. */
export interface JunitCase {
  name: string;
  seconds: number;
  /** What was expected and the story of the call; undefined where it passed. */
  failure: string | undefined;
  /** Meanings that no judge was there for. */
  unjudged?: readonly string[];
}

export interface JunitSuite {
  name: string;
  cases: readonly JunitCase[];
}

export function junit(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="antiphon" ${figures(all)}>`,
    ...suites.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ name, cases }: JunitSuite): string[] {
  return [
    `  <testsuite name="${attribute(name)}" errors="0" skipped="0" ${figures(cases)}>`,
    ...cases.flatMap((one) => testCase(name, one)),
    '  </testsuite>',
  ];
}

function testCase(classname: string, { name, seconds, failure, unjudged = [] }: JunitCase): string[] {
  const head = `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" time="${seconds.toFixed(3)}"`;
  const told: string[] = [];
  if (failure !== undefined) {
    const [message = ''] = failure.split('\n');
    told.push(`      <failure message="${attribute(message)}">${escapeXml(failure)}</failure>`);
  }
  if (unjudged.length > 0) {
    const lines = unjudged.map((meaning) => `not judged: ${meaning}`).join('\n');
    told.push(`      <system-out>${escapeXml(lines)}</system-out>`);
  }
  return told.length === 0 ? [`${head}/>`] : [`${head}>`, ...told, '    </testcase>'];
}

function figures(cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
  return `tests="${cases.length}" failures="${failures}" time="${seconds.toFixed(3)}"`;
}

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** For attributes, where a line end would be read as a space. */
function attribute(text: string): string {
  return escapeXml(text).replaceAll(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For text. What XML 1.0 cannot hold becomes the replacement character. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll(/[&<>"'\r]/g, (character) => names[character]!);
}
