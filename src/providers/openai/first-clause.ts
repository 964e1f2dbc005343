/**
 * Tells when a stream has yielded something that can be spoken: a sentence, or a phrase up to a comma.
 *
 * The call splits text into clauses by finer rules; this only watches for the first, to know a stream
 * that trickles letters and never a phrase.
 */
const phraseMinLetters = 10;
const lettersMax = 180;
const sentence = /[\p{L}\p{N}][.!?…]["'”’)]*\s|[\p{L}\p{N}].*\n/u;
const softEnd = /[,;:–—]\s/;

export class FirstClause {
  #text = '';
  #found = false;

  get found(): boolean {
    return this.#found;
  }

  push(text: string): void {
    if (this.#found) return;
    this.#text = (this.#text + text).trimStart();
    const soft = softEnd.exec(this.#text);
    this.#found =
      this.#text.length >= lettersMax ||
      sentence.test(this.#text) ||
      (soft !== null && this.#text.lastIndexOf(soft[0]) + 1 >= phraseMinLetters);
  }
}
