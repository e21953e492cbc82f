const [quote] = arguments;
const page = document.querySelector("#page");
const start = page ? page.textContent.indexOf(quote) : -1;
if (start < 0) return null;
const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
const range = document.createRange();
let seen = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const from = start - seen;
  const to = start + quote.length - seen;
  if (from >= 0 && from < node.length) range.setStart(node, from);
  if (to > 0 && to <= node.length) {
    range.setEnd(node, to);
    break;
  }
  seen += node.length;
}
range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
const first = boxes[0];
const last = boxes[boxes.length - 1];
return {
  left: Math.round(first.left + 0.5),
  top: Math.round(first.top + first.height / 2),
  right: Math.round(last.right - 0.5),
  bottom: Math.round(last.top + last.height / 2),
};
