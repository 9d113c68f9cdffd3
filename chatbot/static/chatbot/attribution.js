/* Where a visitor came from, out of the pages they saw: the first arrival and the last one.
   What could name a person in an address is left out. */
const CAMPAIGN = /^(utm_\w{1,20}|gclid|gbraid|wbraid|dclid|fbclid|msclkid|li_fat_id|ttclid|twclid|rdt_cid|epik|mc_eid)$/;
const PERSONAL = /tok|key|code|sess|auth|pass|mail|name|phone|sig/i;
const FIELDS = 12;

/**
 * `trail` is a list of [address, referrer], the page of now last. Gives {page_url, referrer, utm} of
 * now with the last arrival's referrer and campaign, and `first` with those of the first page.
 */
export function touchOf(trail) {
  const pages = trail.map(([address, referrer]) => arrival(address, referrer)).filter(Boolean);
  if (!pages.length) return {};
  const came = ({ referrer, utm }) => referrer || Object.keys(utm).length;
  const now = pages.at(-1);
  const last = pages.findLast(came) || now;
  return { page_url: now.page_url, referrer: last.referrer, utm: last.utm, first: pages[0] };
}

/** The trail of this page itself: the tab's own history knows the pages before. */
export function trailHere() {
  const steps = window.navigation;
  const before = steps?.entries().slice(0, steps.currentEntry?.index) || [];
  const from = document.referrer.startsWith(location.origin) ? "" : document.referrer;
  return [...before.map(({ url }) => [url, ""]), [location.href, from]];
}

function arrival(address, referrer) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const utm = {};
  for (const [name, value] of [...url.searchParams]) {
    if (CAMPAIGN.test(name)) {
      if (value && Object.keys(utm).length < FIELDS) utm[name] = value.slice(0, 200);
    } else if (!PERSONAL.test(name) && /^[\w.-]{1,40}$/.test(value)) continue;
    url.searchParams.delete(name);
  }
  url.hash = "";
  // Of another site only the page: what was searched there is not ours to keep.
  const from = String(referrer || "").split(/[?#]/)[0];
  return { page_url: url.href.slice(0, 2000), referrer: from.slice(0, 2000), utm };
}
