const [role] = arguments;
const tags = { button: "button", link: "a[href]", heading: "h1, h2, h3", textbox: "input, textarea" };
const selector = [`[role=${role}]`, tags[role]].filter(Boolean).join(", ");
return [...document.querySelectorAll(selector)].slice(0, 60).map(
  (element) => element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 60),
);
