/** Reading aloud and listening, where the browser can. */

const synthesis = window.speechSynthesis;
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canSpeak = Boolean(synthesis && window.SpeechSynthesisUtterance);
export const canListen = Boolean(Recognition);

/** Reads one text at a time, a little slowly, in Mandarin. `changed` is called when the state of a text changes. */
export class Reader {
  #key = null;
  #paused = false;
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  /** "reading", "paused" or "silent". */
  stateOf(key) {
    if (key !== this.#key) return "silent";
    return this.#paused ? "paused" : "reading";
  }

  toggle(key, text) {
    const state = this.stateOf(key);
    if (state === "silent") this.#read(key, text);
    else if (state === "reading") synthesis.pause();
    else synthesis.resume();
    this.#paused = state === "reading";
    this.#changed();
  }

  stop() {
    if (canSpeak) synthesis.cancel();
    this.#key = null;
  }

  #read(key, text) {
    synthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "zh-CN";
    utterance.rate = 0.85;
    utterance.onend = utterance.onerror = () => {
      if (this.#key !== key) return;
      this.#key = null;
      this.#changed();
    };
    this.#key = key;
    synthesis.speak(utterance);
  }
}

/** Starts listening; `heard` gets the words, `ended` is called at the end. Returns a function that stops it. */
export function listen(heard, ended) {
  const recognition = new Recognition();
  recognition.lang = "zh-CN";
  recognition.interimResults = false;
  recognition.onresult = (event) => heard(Array.from(event.results, (result) => result[0].transcript).join(""));
  recognition.onend = recognition.onerror = ended;
  recognition.start();
  return () => recognition.stop();
}
