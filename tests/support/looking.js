// What axe does not look at, on the page as it stands: a list of what is wrong, in words.
// asked: {lang, title, english: [Streamlit's own words, * for what differs], digits: whether every
// chart must say a number}
(asked) => {
  const wrong = [];
  const seen = node => node.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const all = (what, root = document) => [...root.querySelectorAll(what)].filter(seen);
  const name = node => (node.getAttribute("aria-label") || node.innerText || node.id || node.tagName)
    .replace(/\s+/g, " ").slice(0, 60);

  if (document.documentElement.lang !== asked.lang) wrong.push(`lang ${document.documentElement.lang}`);
  if (document.title !== asked.title) wrong.push(`title ${document.title}`);

  const heads = all("h1, h2, h3, h4, h5, h6");
  const levels = heads.map(head => Number(head.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1) wrong.push(`headings of level 1: ${levels}`);
  levels.forEach((level, i) => {
    if (i && level > levels[i - 1] + 1) wrong.push(`h${levels[i - 1]} -> h${level}: ${name(heads[i])}`);
  });

  for (const landmark of ["main", "nav[aria-label]"])
    if (document.querySelectorAll(landmark).length !== 1) wrong.push(`not one ${landmark}`);
  const stops = document.querySelectorAll("a[href], button, input, [tabindex='0']");
  if (stops[0]?.dataset.testid !== "stSkipToContent") wrong.push("the skip link is not first");
  if (document.querySelector("[tabindex]:not([tabindex='0'], [tabindex^='-'])"))
    wrong.push("a tab order of its own");

  // Each chart has a role, says a number, and is followed by its table before the next chart.
  const marked = [...document.querySelectorAll("[data-testid=stPlotlyChart], [data-testid=stExpander]")];
  marked.forEach((chart, i) => {
    if (chart.dataset.testid !== "stPlotlyChart") return;
    const words = chart.getAttribute("aria-label") ?? "";
    if (chart.getAttribute("role") !== "figure" || !/\d/.test(words)) wrong.push(`chart says: ${words}`);
    if (marked[i + 1]?.dataset.testid !== "stExpander") wrong.push(`chart without table: ${words}`);
  });
  for (const table of document.querySelectorAll("table[data-testid]"))
    if (!table.querySelector("th")) wrong.push(`table without headers: ${name(table)}`);

  // 2.5.8: 24 by 24, but for links in a sentence.
  for (const target of all("a[href], button, summary, [role=radio], [role=tab]")) {
    const {width, height} = target.getBoundingClientRect();
    if (width && height && (width < 24 || height < 24) && !target.closest("p, td, li")
        && target.dataset.testid !== "stSkipToContent")
      wrong.push(`target ${Math.round(width)}x${Math.round(height)}: ${name(target)}`);
  }

  const english = asked.english.map(words => new RegExp("^\\s*" +
    words.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", ".+") + "\\s*$"));
  const said = [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap(
    node => ["aria-label", "title", "placeholder"].map(kind => node.getAttribute(kind)));
  for (const words of new Set(said))
    if (words && english.some(one => one.test(words))) wrong.push(`English: ${words}`);

  // Words in charts are drawn, and axe cannot tell what they stand on.
  const light = colour => {
    const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
  for (const text of all("[data-testid=stPlotlyChart] text:not(.bartext, .hoverlayer *)")) {
    const style = getComputedStyle(text);
    const [dim, bright] = [light(style.fill), ground].sort((a, b) => a - b);
    if (text.textContent.trim() && (bright + 0.05) / (dim + 0.05) < 4.5)
      wrong.push(`drawn word ${((bright + 0.05) / (dim + 0.05)).toFixed(2)}:1 ${text.textContent}`);
  }
  return [...new Set(wrong)];
}
