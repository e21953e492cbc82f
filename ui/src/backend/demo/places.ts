/** A collection that is long enough to be browsed: made-up harbours, by name. */
import { sameArticle } from "../../address";
import { pageOf, type DemoPage } from "./pages";

export const PLACES = "places";
export const PLACES_TITLE = "Gazetteer of harbours";

const BEGINNINGS = [
  ..."Ab Al Am An Ar As Ba Be Bo Bra Bre Ca Che Co Cra Da De Do Du Ea El Er Fal Fi Fo Ga Gri Gu".split(
    " ",
  ),
  ..."Ha Hel Ho In Is Ja Ka Kil Ko La Le Lo Lu Ma Mer Mo Na Ne No O Os Pa Per Po Qua Ra Ro".split(
    " ",
  ),
  ..."Sa Se Sto Sun Ta Tor Tre Ul Ur Va Ve Wa Wes Whi Ya Yor Ze Äl Ör Þor Я".split(" "),
];
const MIDDLES = ["bor", "den", "ling", "mar", "ster", "ven"];
const ENDS = ["by", "dale", "haven", "mouth", "ness"];
const CATEGORIES = ["Fishing ports", "Ferry ports", "Harbours with a lighthouse", "Tidal harbours"];

const TITLES: readonly string[] = [
  "Main page of the gazetteer",
  "A harbour whose name is so long that no column of any list has ever been wide enough for it",
  "ميناء الإسكندرية",
  ...BEGINNINGS.flatMap((beginning) =>
    MIDDLES.flatMap((middle) => ENDS.map((end) => `${beginning}${middle}${end}`)),
  ),
];

export interface Place {
  title: string;
  address: string;
  language: string;
  categories: string[];
}

export const PLACE_LIST: readonly Place[] = TITLES.map((title, index) => ({
  title,
  address: `pandect://${PLACES}/${pathOf(title)}`,
  language: languageOf(title),
  categories: [CATEGORIES[index % CATEGORIES.length] ?? ""],
}));

/** A page is made when it is asked for. */
export function placeAt(address: string): DemoPage | undefined {
  const found = PLACE_LIST.find((place) => sameArticle(place.address, address));
  if (!found) return undefined;
  const { title, language, categories } = found;
  return pageOf(
    {
      path: pathOf(title),
      title,
      language,
      direction: language === "ar" ? "rtl" : "ltr",
      redirects: [],
      categories,
      html: `<p class="lead">${placeText(`<strong>${title}</strong>`)}</p>`,
    },
    PLACES,
  );
}

export function placeText(title: string): string {
  return `${title} is a harbour that nobody has been to.`;
}

function languageOf(title: string): string {
  if (/^\p{Script=Arabic}/u.test(title)) return "ar";
  return /^\p{Script=Cyrillic}/u.test(title) ? "ru" : "en";
}

function pathOf(title: string): string {
  return encodeURIComponent(title.replaceAll(" ", "_"));
}
