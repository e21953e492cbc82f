/** Names in a tooltip what does not fit into its line, once the pointer comes to it. */
export function namedWhereCut(text: () => string): (node: HTMLElement) => () => void {
  return (node) => {
    const enter = () => {
      if (node.scrollWidth > node.clientWidth) node.title = text();
      else node.removeAttribute("title");
    };
    node.addEventListener("pointerenter", enter);
    return () => {
      node.removeEventListener("pointerenter", enter);
    };
  };
}
