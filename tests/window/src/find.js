const [role, name] = arguments;
const native = {
  button: "button, summary",
  link: "a[href]",
  textbox: "input:not([type]), input[type=text], textarea",
  searchbox: "input[type=search]",
  combobox: "select",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  heading: "h1, h2, h3, h4, h5, h6",
  dialog: "dialog",
  navigation: "nav",
  main: "main",
  article: "article",
  list: "ul, ol",
  listitem: "li",
};
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id))).join(" ");
  const label = element.getAttribute("aria-label") ?? (element.labels?.[0] && text(element.labels[0]));
  return (label || text(element) || element.title || element.placeholder || "").trim();
};
const selector = [`[role=${role}]`, native[role]].filter(Boolean).join(", ");
return [...document.querySelectorAll(selector)].filter((element) => {
  const own = element.getAttribute("role");
  if (own && own !== role) return false;
  return element.checkVisibility({ visibilityProperty: true }) && nameOf(element) === name;
});
