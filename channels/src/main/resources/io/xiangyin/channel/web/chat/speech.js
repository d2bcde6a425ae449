/** Reading aloud and listening, where the browser can. */

const synthesis = window.speechSynthesis;
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canSpeak = Boolean(synthesis && window.SpeechSynthesisUtterance);
export const canListen = Boolean(Recognition);

/** What may be spoken and read, by BCP 47 tag; the first is used until another is chosen. */
export const LANGUAGES = ["zh-CN", "zh-HK"];
/** Speeds of reading aloud; 1 is the voice's own. */
export const SPEEDS = { slow: 0.7, calm: 0.85, usual: 1 };

/** Reads one text at a time. `manner` tells `{language, speed}` at each start; `changed` is called when the state of a text changes. */
export class Reader {
  #key = null;
  #paused = false;
  #manner;
  #changed;

  constructor(manner, changed) {
    this.#manner = manner;
    this.#changed = changed;
  }

  /** "reading", "paused" or "silent". */
  stateOf(key) {
    if (key !== this.#key) return "silent";
    return this.#paused ? "paused" : "reading";
  }

  /** `voice` is the language tag the text asks for; what the shopper chose goes before. */
  toggle(key, text, voice) {
    const state = this.stateOf(key);
    if (state === "silent") this.#read(key, text, voice);
    else if (state === "reading") synthesis.pause();
    else synthesis.resume();
    this.#paused = state === "reading";
    this.#changed();
  }

  stop() {
    if (canSpeak) synthesis.cancel();
    this.#key = null;
  }

  #read(key, text, voice) {
    synthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    const { language, speed } = this.#manner();
    utterance.lang = language ?? voice ?? LANGUAGES[0];
    utterance.rate = SPEEDS[speed] ?? SPEEDS.calm;
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
export function listen(language, heard, ended) {
  const recognition = new Recognition();
  recognition.lang = language;
  recognition.interimResults = false;
  recognition.onresult = (event) => heard(Array.from(event.results, (result) => result[0].transcript).join(""));
  recognition.onend = recognition.onerror = ended;
  recognition.start();
  return () => recognition.stop();
}
