/** What is said beside the name of a button, which shows a sign for it. */
export interface Remark {
  says: string;
  look: "plain" | "running" | "failed";
}
