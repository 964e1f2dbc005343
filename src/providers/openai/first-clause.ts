/**
 * Tells when a stream has yielded something that can be spoken: a sentence, or a phrase up to a comma.
 *
 * The call splits text into clauses by finer rules, in a room that providers may not enter; this only watches
 * for the first, to know a stream that trickles letters and never a phrase. It may see one too early (behind
 * "Dr."), and never later than the call does: test/first-clauses.test.ts holds it to that.
 */
const phraseMinLetters = 10;
const lettersMax = 180;
const word = /[\p{L}\p{N}]/u;
/** Behind a word, and certain only once a space follows. */
const sentence = /[\p{L}\p{N}][^]*?(?:[.!?…]["'”’)]*\s|\n)/u;
const softEnds = /[,;:–—]\s/g;

export class FirstClause {
  #text = '';
  #found = false;

  get found(): boolean {
    return this.#found;
  }

  push(text: string): void {
    if (this.#found) return;
    this.#text = (this.#text + text).trimStart();
    this.#found = word.test(this.#text) && (this.#endsSentence() || this.#endsPhrase());
    // What is no word by then will not become one: a stream of marks is not kept.
    if (this.#text.length > lettersMax) this.#text = this.#text.slice(-lettersMax);
  }

  #endsSentence(): boolean {
    return this.#text.length >= lettersMax || sentence.test(this.#text);
  }

  #endsPhrase(): boolean {
    for (const { index } of this.#text.matchAll(softEnds)) {
      if (index + 1 >= phraseMinLetters && word.test(this.#text.slice(0, index))) return true;
    }
    return false;
  }
}
