// What a page is judged by inside the browser; each function gives a list of faults, none is the aim.
(() => {
  const NAMES = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const STOPS_IN_A_DATE = 4;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
  const brief = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);

  // A group of radios is one stop of the keyboard.
  const group = (e) => (e.type === "radio" && e.name ? `${e.form?.id} ${e.name}` : e);

  function stops() {
    return all(NAMES).filter((e) => e.tabIndex >= 0 && !e.disabled);
  }

  /** @type {{seen: Set<unknown>, faults: Set<string>, out: boolean}} */
  let walk;

  function look() {
    const e = document.activeElement;
    if (!e || e === document.body) return;
    walk.seen.add(group(e));
    const style = getComputedStyle(e);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!ring) walk.faults.add(`no ring: ${brief(e)}`);
    const box = e.getBoundingClientRect();
    const x = Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2));
    const y = Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height / 2, 20)));
    const hit = document.elementFromPoint(x, y);
    const label = hit?.closest("label");
    const seen = hit && (e.contains(hit) || hit.contains(e) || label?.control === e);
    if (!seen) walk.faults.add(`the focus is covered: ${brief(e)}`);
  }

  // Begins before the first stop, wherever the page has put the focus; tells how many there are.
  function beginWalk() {
    walk = { seen: new Set(), faults: new Set(), out: false };
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    addEventListener("keydown", (event) => event.key === "Tab" && look(), true);
    addEventListener("blur", (event) => (walk.out ||= event.target === window));
    const parts = STOPS_IN_A_DATE * stops().filter((e) => /^(date|time)$/.test(e.type)).length;
    return new Set(stops().map(group)).size + parts;
  }

  const isOut = () => walk.out;

  function endWalk() {
    if (!walk.out) walk.faults.add(`the keyboard is trapped: ${brief(document.activeElement)}`);
    const missed = stops().filter((e) => !walk.seen.has(group(e)));
    return [...walk.faults, ...missed.map((e) => `the keyboard misses: ${brief(e)}`)];
  }

  // Text of another language says so, or it is read out in the wrong one and set at the wrong edge.
  function foreign(words, language) {
    const lost = all("body *").filter(
      (e) =>
        [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.includes(words)) &&
        !e.matches("summary") && // of a mail, whose subject cannot tell languages
        e.closest("[lang]").lang !== language,
    );
    return lost.map((e) => `does not tell its language: ${brief(e)}`);
  }

  function motion() {
    const moving = all("*").filter((e) => {
      const style = getComputedStyle(e);
      const longest = Math.max(seconds(style.transitionDuration), seconds(style.animationDuration));
      return longest > 0.01 || style.scrollBehavior === "smooth";
    });
    return moving.map((e) => `moves although it should not: ${brief(e)}`);
  }

  const look_of = (e) => {
    const s = getComputedStyle(e);
    return [
      s.color,
      s.backgroundColor,
      s.borderBlockWidth,
      s.borderBlockColor,
      s.borderBlockStyle,
      s.textDecorationLine,
      s.fontWeight,
    ].join();
  };

  // What is told by colours and shadows alone is gone where the reader chose the colours.
  function forced() {
    const faults = [];
    for (const e of all("button, .button, input, select, textarea")) {
      if (e.closest(".vh, .trap") || e.matches(".vh, [type=checkbox], [type=radio]")) continue;
      const style = getComputedStyle(e);
      const edge =
        style.borderBlockEndStyle !== "none" && parseFloat(style.borderBlockEndWidth) > 0;
      if (!edge && style.textDecorationLine === "none") faults.push(`has no edge: ${brief(e)}`);
    }
    for (const e of all("[aria-current]:not([aria-current=false]), [aria-pressed=true]")) {
      const rest = [...(e.parentElement?.parentElement?.querySelectorAll(e.localName) ?? [])];
      const other = rest.find((o) => !o.hasAttribute("aria-current") && o.ariaPressed !== "true");
      if (other && look_of(e) === look_of(other)) faults.push(`looks like the others: ${brief(e)}`);
    }
    for (const e of all("svg.qr")) {
      const bars = e.querySelector("path");
      const pair = [getComputedStyle(e).backgroundColor, bars && getComputedStyle(bars).stroke];
      if (pair.join() !== "rgb(255, 255, 255),rgb(0, 0, 0)") faults.push(`no code: ${pair.join()}`);
    }
    return faults;
  }

  function sideways() {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = all("body *").filter((e) => {
      const box = e.getBoundingClientRect();
      return box.right > page.clientWidth + 1 || box.left < -1;
    });
    return [
      `scrolls sideways: ${wide
        .filter((e) => !e.closest(".trap"))
        .slice(0, 3)
        .map(brief)
        .join(" | ")}`,
    ];
  }

  function spread() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}" +
        "p{margin-block-end:2em!important}",
    );
    document.adoptedStyleSheets = [sheet];
    return [];
  }

  // Text that leaves its box: cut where the box hides it, over its neighbours where not.
  function cut() {
    const leaves = all("main *, header *, footer *").filter(
      (e) => e.childElementCount === 0 && e.textContent.trim() && !e.closest(".vh, .trap, svg"),
    );
    return leaves
      .filter((e) => !e.matches("input, textarea, select, option") && e.clientWidth)
      .filter((e) => {
        const clips = getComputedStyle(e).overflowY !== "visible";
        return e.scrollWidth > e.clientWidth + 1 || (clips && e.scrollHeight > e.clientHeight + 1);
      })
      .map((e) => `text leaves its box: ${brief(e)}`);
  }

  window.judge = { beginWalk, isOut, endWalk, foreign, motion, forced, sideways, spread, cut };
})();
