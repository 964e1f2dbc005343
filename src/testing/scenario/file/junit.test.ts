/** The report for build servers, read back by a reader that refuses what is not well-formed. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { junit } from './index.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** What XML cannot hold. */
const unspeakable = new RegExp(String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]`);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  assert.doesNotMatch(text, /[<]/);
  assert.doesNotMatch(text, unspeakable);
  assert.ok(text.isWellFormed());
  return text.replaceAll(/&([^;]*;)?/g, (whole, name: string | undefined) => {
    const code = /^#(\d+);$/.exec(name ?? '');
    if (code !== null) return String.fromCodePoint(Number(code[1]));
    const character = entities[(name ?? '').slice(0, -1)];
    assert.ok(character !== undefined, `an ampersand stands alone: ${whole}`);
    return character;
  });
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const rest = text.replaceAll(/\s+([a-z]+)="([^"<]*)"/g, (_, name: string, value: string) => {
    assert.ok(!(name in found), `${name} stands twice`);
    // A reader turns a line end in an attribute into a space.
    found[name] = unescape(value.replaceAll(/[\t\n\r]/g, ' '));
    return '';
  });
  assert.equal(rest.trim(), '');
  return found;
}

function parse(xml: string): Element {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  assert.ok(xml.startsWith(head));
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, tag, text] of xml.slice(head.length).matchAll(/<([^>]*)>|([^<]+)/g)) {
    const top = open.at(-1)!;
    if (tag === undefined) top.text += unescape(text!.replaceAll(/\r\n?/g, '\n'));
    else if (tag.startsWith('/')) assert.equal(open.pop()!.name, tag.slice(1));
    else {
      const [, name, attributes] = /^([a-z]+)([^]*?)\/?$/.exec(tag)!;
      const element = { name: name!, attributes: attributesOf(attributes!), children: [], text: '' };
      top.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
    }
  }
  assert.equal(open.length, 1);
  assert.equal(root.children.length, 1);
  return root.children[0]!;
}

test('A suite tells its cases, its failures and its time', () => {
  const xml = junit([
    {
      name: 'a.scenarios.yaml',
      cases: [
        { name: 'one', seconds: 0.25, failure: undefined },
        { name: 'two', seconds: 0.5, failure: 'Line 3: The agent was to say "no".\n\nThe call (1.0 s):' },
      ],
    },
    { name: 'b.scenarios.yaml', cases: [{ name: 'three', seconds: 1, failure: undefined }] },
  ]);
  const root = parse(xml);
  assert.deepEqual(root.attributes, { name: 'antiphon', tests: '3', failures: '1', time: '1.750' });
  const [first, second] = root.children;
  assert.deepEqual(
    [first!.attributes['tests'], first!.attributes['failures'], second!.attributes['failures']],
    ['2', '1', '0'],
  );
  const failure = first!.children[1]!.children[0]!;
  assert.equal(failure.name, 'failure');
  assert.equal(failure.attributes['message'], 'Line 3: The agent was to say "no".');
  assert.match(failure.text, /\n\nThe call \(1\.0 s\):/);
  assert.deepEqual(first!.children[0]!.children, []);
});

/** What a reader can be given at all. */
function representable(text: string): string {
  return text.toWellFormed().split(unspeakable).join('\u{fffd}');
}

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '<!--',
        '&amp;',
        '\r\n',
        '\n',
        '\t',
        '\0',
        '\u001b[31m',
        '\ud800',
        '\uffff',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

test('Whatever was said, the report is well-formed and says it', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (file, name, failure) => {
      const root = parse(junit([{ name: file, cases: [{ name, seconds: 0, failure }] }]));
      const [suite] = root.children;
      const [testCase] = suite!.children;
      assert.equal(suite!.attributes['name'], representable(file));
      assert.equal(testCase!.attributes['name'], representable(name));
      assert.equal(testCase!.children[0]!.text, representable(failure));
    }),
  );
});
