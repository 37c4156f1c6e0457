// <visitor-counter src="https://…" page="main_page"></visitor-counter> counts one view of its page and shows the count.
// Its content is a placeholder for the number; where there is a <data> in it, that one's. For styling, its `state` is
// waiting, counted, kept (the last number known) or unknown (there is none).

/** Counts one visit of `page` at the counter `url`: the new count. Rejects when there is none within ten seconds. */
export async function countVisit(url, { page, signal } = {}) {
  const abort = new AbortController();
  const cancel = () => abort.abort(signal.reason);
  setTimeout(() => abort.abort(new Error("The counter did not answer.")), 10000);
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { signal: abort.signal });
  try {
    // Without credentials and headers of its own a request needs no preflight.
    const options = { credentials: "omit", cache: "no-store", signal: abort.signal };
    const response = await fetch(addressOf(url, page), options);
    const count = response.ok && (await response.json()).count;
    if (!isCount(count)) throw new Error(`The counter answered ${response.status} and no count.`);
    return count;
  } finally {
    abort.abort(); // The rest of a useless answer too, and the signals' effect.
  }
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const next = (target, event) => new Promise((done) => target.addEventListener(event, done, { once: true }));

function addressOf(url, page) {
  const address = new URL(url, document.baseURI);
  address.hash = "";
  if (page || !address.searchParams.has("page")) address.searchParams.set("page", page || "main_page");
  return address.href;
}

// Reads, or writes a value. Browsers may refuse storage at its very mention.
function stored(area, address, value) {
  try {
    const key = "visitor-counter " + address;
    if (value === undefined) return JSON.parse(window[area].getItem(key));
    window[area].setItem(key, value);
  } catch {}
}

// What this document counts: once, whatever becomes of its elements.
const views = new Map();
const isReturn = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

async function count(address) {
  if (document.prerendering) await next(document, "prerenderingchange");
  stored("sessionStorage", address, true); // At once: a reload may come before the answer.
  try {
    const count = await countVisit(address);
    stored("localStorage", address, count);
    return count;
  } catch {
    stored("sessionStorage", address, false);
  }
}

class VisitorCounter extends HTMLElement {
  static observedAttributes = ["src", "page"];
  #address;
  #placeholder;

  connectedCallback() {
    addEventListener("pageshow", this);
    this.#update();
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this);
  }

  attributeChangedCallback() {
    this.#update();
  }

  // The browser had kept the page, and another may have counted since.
  handleEvent({ persisted }) {
    if (persisted) this.#showLast();
  }

  async #update() {
    // For the parser to reach the content, and a script to set the other attribute.
    await (document.readyState === "loading" && next(document, "DOMContentLoaded"));
    const src = this.getAttribute("src");
    let address;
    try {
      address = src && addressOf(src, this.getAttribute("page"));
    } catch {}
    if (!this.isConnected || address === this.#address) return;
    this.#address = address;
    if (!address) return;

    const place = this.#place;
    this.#placeholder ??= place.children.length || place.textContent.trim() ? [...place.childNodes] : ["–"];
    place.replaceChildren(...this.#placeholder);
    this.setAttribute("state", "waiting");
    // Only what changes in a live region that already existed is announced.
    if (!this.hasAttribute("role")) this.setAttribute("role", "status");
    const announceable = new Promise((done) => setTimeout(done, 100));
    const isCounted = this.getAttribute("once") === "session" && stored("sessionStorage", address);
    if (!views.has(address) && !isReturn && !isCounted) views.set(address, count(address));
    const number = await views.get(address);
    await announceable;
    if (address !== this.#address || this.#show(number, "counted") || this.#showLast()) return;
    this.setAttribute("state", "unknown");
  }

  get #place() {
    return this.querySelector("data") ?? this;
  }

  #show(number, state) {
    if (!isCount(number)) return false;
    this.#place.textContent = number.toLocaleString();
    this.setAttribute("state", state);
    return true;
  }

  #showLast() {
    return this.#show(stored("localStorage", this.#address), "kept");
  }
}

if (!customElements.get("visitor-counter")) customElements.define("visitor-counter", VisitorCounter);
