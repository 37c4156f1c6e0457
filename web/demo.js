// What the demo page adds to the element: words for its state, a button that copies, and what to do without a URL.
(() => {
  const words = {
    waiting: "Asking the counter…",
    counted: "This view was counted.",
    kept: "The last number seen here.",
    unknown: "The counter gave no number. The browser’s console says why.",
  };
  const find = (id) => document.getElementById(id);
  const counter = document.querySelector("visitor-counter");

  if (/^({{|$)/.test(counter.getAttribute("src") ?? "")) {
    counter.removeAttribute("src");
    find("not-served").hidden = false;
    find("url").textContent = "https://….lambda-url.….on.aws/";
    find("state").textContent = "Nothing is counted here.";
  } else {
    const showState = () => {
      find("state").textContent = words[counter.getAttribute("state")] ?? words.waiting;
    };
    new MutationObserver(showState).observe(counter, { attributeFilter: ["state"] });
    showState();
  }

  // Only a secure page has a clipboard.
  if (navigator.clipboard) {
    find("copy").hidden = false;
    find("copy").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(find("snippet").textContent);
        find("copied").textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(find("snippet"));
        find("copied").textContent = "Selected; copy it from here.";
      }
    });
  }
})();
