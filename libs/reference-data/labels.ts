/** What people read in place of a code, in the two languages of the service. */
export interface Labels {
  readonly ja: string;
  readonly en: string;
}

/** One entry of a list of codes: the code is stored, the labels are shown. */
export interface LabelledCode<Code extends string = string> {
  readonly code: Code;
  readonly labels: Labels;
}
