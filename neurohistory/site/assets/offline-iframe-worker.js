/* Search for pages opened from disk.
 *
 * Browsers refuse to start a Web Worker on a page opened by file://, and the theme's search runs in
 * one. This stands in for it: it runs the worker's script in a hidden frame and passes the messages
 * both ways. On http(s) it does nothing. The file's name has to contain "iframe-worker": by that the
 * theme knows that the site brings its own stand-in, and does not fetch one from the network.
 */
if (location.protocol === "file:") {
  /** @type {any} */ (window).Worker = class extends EventTarget {
    #url;
    #frame;
    #waiting = [];

    constructor(url) {
      super();
      this.#url = new URL(url, document.baseURI).href;
    }

    // The frame is made at the first message, so a page on which nobody searches does no work.
    postMessage(data) {
      this.#waiting.push(data);
      if (!this.#frame) this.#open();
      else if (this.#frame.running) this.#deliver();
    }

    terminate() {
      this.#frame?.remove();
    }

    #open() {
      const frame = (this.#frame = document.createElement("iframe"));
      frame.hidden = true;
      frame.title = "Search engine";
      frame.srcdoc = "<!doctype html><title>Search engine</title>";
      frame.addEventListener("load", () => this.#start(frame), { once: true });
      document.body.append(frame);
    }

    async #start(frame) {
      const inside = frame.contentWindow;
      const load = (url) =>
        new Promise((done, failed) => {
          const script = inside.document.createElement("script");
          script.src = new URL(url, this.#url).href;
          script.onload = done;
          script.onerror = () => failed(new Error(`could not load ${script.src}`));
          inside.document.head.append(script);
        });

      // What a worker's script expects to find. Values are copied between the two worlds, as for a
      // real worker, so that neither side can change the other's.
      inside.postMessage = (data) =>
        this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      inside.importScripts = async (...urls) => {
        for (const url of urls) await load(url);
      };

      try {
        await load(this.#url);
        frame.running = true;
        this.#deliver();
      } catch (error) {
        this.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
      }
    }

    #deliver() {
      const inside = this.#frame.contentWindow;
      for (const data of this.#waiting.splice(0)) {
        inside.dispatchEvent(
          new inside.MessageEvent("message", { data: inside.structuredClone(data) }),
        );
      }
    }
  };
}
