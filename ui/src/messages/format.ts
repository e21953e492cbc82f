/** Numbers, dates and sizes as the catalogue's language writes them. */

const LOCALE = "en-GB";

const plainNumber = new Intl.NumberFormat(LOCALE);
const plurals = new Intl.PluralRules(LOCALE);
const dayAndMonth = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" });
const wholeDate = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "long",
  year: "numeric",
});
const weekday = new Intl.DateTimeFormat(LOCALE, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit" });
const distance = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

const DAY = 86_400_000;
const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function number(value: number): string {
  return plainNumber.format(value);
}

/** `1 article`, `1,204 articles`. */
export function count(value: number, one: string, other: string): string {
  return `${number(value)} ${plurals.select(value) === "one" ? one : other}`;
}

/** A date without what goes without saying: the year, where it is this one. */
export function date(time: number, now = Date.now()): string {
  const moment = new Date(time);
  const sameYear = moment.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : wholeDate).format(moment);
}

/** A day as heading of a list: today, yesterday, a weekday of this year, or a date. */
export function day(time: number, now = Date.now()): string {
  const days = dayNumber(time) - dayNumber(now);
  if (days >= -1 && days <= 0) return capital(distance.format(days, "day"));
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? weekday : wholeDate).format(time);
}

export function time(moment: number): string {
  return clock.format(moment);
}

/** How long ago, by days. */
export function ago(moment: number, now = Date.now()): string {
  const days = dayNumber(moment) - dayNumber(now);
  return days > -7 ? distance.format(days, "day") : date(moment, now);
}

/** Identifies the day that a moment lies in, by the clock of this place. */
export function dayNumber(moment: number): number {
  const local = new Date(moment);
  return Math.floor(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY);
}

export function bytes(value: number): string {
  let amount = value;
  let unit = 0;
  while (amount >= 1000 && unit + 1 < UNITS.length) {
    amount /= 1000;
    unit += 1;
  }
  const shown = amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount).toString();
  return `${shown} ${UNITS[unit] ?? ""}`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1);
}
