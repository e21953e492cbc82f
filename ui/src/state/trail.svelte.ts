import { FRONT_PAGE } from "../address";
import type { ReadingPlace } from "../generated/ReadingPlace";

/** How many pages are remembered. */
const MOST = 50;

interface Step {
  address: string;
  place: ReadingPlace | null;
}

/** The pages that one open page has gone through, and where it stands among them. */
export class Trail {
  #steps = $state.raw<Step[]>([{ address: FRONT_PAGE, place: null }]);
  #current = $state(0);

  get addresses(): string[] {
    return this.#steps.map((step) => step.address);
  }

  get current(): number {
    return this.#current;
  }

  get address(): string {
    return this.#steps[this.#current]?.address ?? FRONT_PAGE;
  }

  get place(): ReadingPlace | null {
    return this.#steps[this.#current]?.place ?? null;
  }

  get before(): string | null {
    return this.#steps[this.#current - 1]?.address ?? null;
  }

  get after(): string | null {
    return this.#steps[this.#current + 1]?.address ?? null;
  }

  /** Goes to a page; what lay ahead is forgotten. Going to where one is adds nothing. */
  visit(address: string): void {
    if (address === this.address) return;
    const steps = [...this.#steps.slice(0, this.#current + 1), { address, place: null }];
    this.#steps = steps.slice(-MOST);
    this.#current = this.#steps.length - 1;
  }

  /** Moves along the trail; false at its ends. */
  move(by: -1 | 1): boolean {
    const next = this.#current + by;
    if (this.#steps[next] === undefined) return false;
    this.#current = next;
    return true;
  }

  /** The page that is shown has another address: it was reached through a redirect. */
  rename(address: string): void {
    this.#replace({ address, place: this.place });
  }

  /** Keeps where the person is on the current page. */
  keep(place: ReadingPlace | null): void {
    this.#replace({ address: this.address, place });
  }

  restore(addresses: readonly string[], current: number, place: ReadingPlace | null): void {
    if (addresses.length === 0) return;
    const kept = addresses.slice(-MOST);
    const dropped = addresses.length - kept.length;
    this.#steps = kept.map((address) => ({ address, place: null }));
    this.#current = Math.min(Math.max(0, current - dropped), kept.length - 1);
    this.keep(place);
  }

  #replace(step: Step): void {
    const steps = [...this.#steps];
    steps[this.#current] = step;
    this.#steps = steps;
  }
}
