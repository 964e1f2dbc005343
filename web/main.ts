/** The page put together: one phone, the views that show it, and the hands that move it. */
import type { Pipeline } from '../src/contracts/events.ts';
import { microphones } from './audio/sound.ts';
import { Phone, type PhoneState } from './call/phone.ts';
import { problemTexts } from './call/problem.ts';
import { ScoreView } from './score/score-view.ts';
import { turnLines } from './score/waterfall.ts';
import { element, find } from './view/element.ts';
import { RememberedView } from './view/remembered-view.ts';
import { stateWords } from './view/state-words.ts';
import { ToolRunsView } from './view/tool-runs-view.ts';
import { transcriptLines } from './view/transcript-lines.ts';
import { TranscriptView } from './view/transcript-view.ts';
import { WaterfallView } from './view/waterfall-view.ts';

const turnsShown = 6;
const pipelines: readonly Pipeline[] = ['sequential', 'streaming', 'interruptible'];

const talk = find('#talk', HTMLButtonElement);
const mute = find('#mute', HTMLButtonElement);
const device = find('#device', HTMLSelectElement);
const announcer = find('#announcer', HTMLElement);
const level = find('#talk .level', SVGCircleElement);
const health = find('#health', HTMLElement);

const address = new URL('./call', document.baseURI);
address.protocol = address.protocol.replace('http', 'ws');
const phone = new Phone(address, { onState: showState, onScore: showScore });
const announce = (text: string): void => void (announcer.textContent = text);
const transcript = new TranscriptView(
  find('#transcript', HTMLElement),
  find('#transcript-empty', HTMLElement),
  announce,
);
const waterfall = new WaterfallView(find('#waterfall', HTMLElement), find('#waterfall-empty', HTMLElement));
const rememberedView = new RememberedView(
  find('#remembered', HTMLElement),
  find('#slots', HTMLElement),
  find('#remembered-notes', HTMLElement),
  // A voice of its own: what was said last is not to be talked over.
  (text) => void (find('#noted', HTMLElement).textContent = text),
);
const runsView = new ToolRunsView(
  find('#done', HTMLElement),
  find('#runs', HTMLElement),
  find('#runs-more', HTMLElement),
);
const scoreView = new ScoreView(find('#score', HTMLCanvasElement), find('#follow', HTMLButtonElement), {
  score: () => phone.score,
  nowMs: () => phone.nowMs,
  isLive: () => phone.state === 'live' || phone.state === 'reconnecting',
});

let shownState: PhoneState = 'idle';

function showState(): void {
  const words = stateWords(phone.state, phone.score.activity, phone.muted, phone.score.agent !== '');
  setText('#state', words.state);
  setText('#hint', words.hint);
  setText('#talk-word', words.button);
  talk.dataset['live'] = String(phone.state === 'live' || phone.state === 'reconnecting');
  talk.disabled = phone.state === 'asking' || phone.state === 'dialling';
  mute.setAttribute('aria-pressed', String(phone.muted));
  document.body.dataset['state'] = phone.state === 'live' ? phone.score.activity.state : phone.state;
  const problem = find('#problem', HTMLElement);
  problem.hidden = phone.problem === undefined;
  if (phone.problem !== undefined) {
    problem.dataset['problem'] = phone.problem;
    setText('#problem-title', problemTexts[phone.problem].title);
    setText('#problem-advice', problemTexts[phone.problem].advice);
  }
  if (phone.state === 'live') void showDevices();
  sayState();
}

/** What a caller who does not see the page must know at once. */
function sayState(): void {
  const before = shownState;
  shownState = phone.state;
  if (before === phone.state) return;
  if (phone.state === 'reconnecting') announce('The line is lost. Reconnecting.');
  else if (before === 'reconnecting' && phone.state === 'live') announce('The line is back.');
}

function showScore(): void {
  showState();
  transcript.show(transcriptLines(phone.score));
  rememberedView.show(phone.remembered);
  runsView.show(phone.toolRuns, phone.nowMs);
  waterfall.show(turnLines(phone.score, turnsShown));
}

function setText(selector: string, text: string): void {
  const target = find(selector, HTMLElement);
  if (target.textContent !== text) target.textContent = text;
}

/** Once per call: the names are there only when permission has been given. */
async function showDevices(): Promise<void> {
  const found = await microphones();
  const known = found.map(({ deviceId }) => deviceId).join();
  find('#device-label', HTMLElement).hidden = found.length < 2;
  if (device.dataset['known'] === known) return;
  device.dataset['known'] = known;
  device.replaceChildren(
    ...found.map(({ deviceId, label }, index) => {
      const option = element('option', '', label === '' ? `Microphone ${index + 1}` : label);
      option.value = deviceId;
      return option;
    }),
  );
  if (phone.deviceId !== undefined) device.value = phone.deviceId;
}

function toggleCall(): void {
  if (phone.state === 'live' || phone.state === 'reconnecting') phone.hangUp();
  else {
    scoreView.followNow();
    void phone.call();
  }
}

function choosePipeline(pipeline: Pipeline): void {
  phone.setPipeline(pipeline);
  for (const input of document.querySelectorAll<HTMLInputElement>('#pipelines input')) {
    input.checked = input.value === pipeline;
  }
  announce(`Pipeline: ${pipeline}${phone.state === 'live' ? ', from the next turn on' : ''}`);
}

function onKey(event: KeyboardEvent): void {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const isControl =
    event.target instanceof Element && event.target.closest('button, select, input, a') !== null;
  if (event.key === ' ' && !isControl) {
    event.preventDefault();
    toggleCall();
  } else if (event.key === 'm' && !(event.target instanceof HTMLSelectElement)) {
    phone.setMuted(!phone.muted);
    announce(phone.muted ? 'Muted' : 'Not muted');
  } else if (event.key === '1' || event.key === '2' || event.key === '3') {
    choosePipeline(pipelines[Number(event.key) - 1]!);
  }
}

/** Decibels rather than amplitude: quiet speech is to be seen. */
function showLevel(): void {
  const decibels = phone.level === 0 ? -60 : 20 * Math.log10(phone.level);
  const share = phone.muted ? 0 : Math.max(0, Math.min(100, ((decibels + 60) / 60) * 100));
  level.style.strokeDasharray = `${share.toFixed(0)} 100`;
}

function showHealth(): void {
  const { report } = phone;
  if (report === undefined || report.played === 0) return;
  const gaps = report.underruns === 1 ? '1 gap' : `${report.underruns} gaps`;
  const text = `Sound: ${gaps} in ${(report.played / 24_000).toFixed(0)} s heard`;
  if (health.textContent !== text) health.textContent = text;
}

function onFrame(): void {
  scoreView.tick();
  runsView.tick(phone.nowMs);
  showLevel();
  showHealth();
  requestAnimationFrame(onFrame);
}

window.addEventListener('online', () => phone.networkBack());
talk.addEventListener('click', toggleCall);
mute.addEventListener('click', () => phone.setMuted(!phone.muted));
device.addEventListener('change', () => void phone.chooseMicrophone(device.value));
document.addEventListener('keydown', onKey);
find('#pipelines', HTMLFieldSetElement).addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement) choosePipeline(event.target.value as Pipeline);
});
requestAnimationFrame(onFrame);
