/** The way between the staff pages; everybody sees the doors that open for them. */
import { html, nothing } from "lit";
import { t } from "./text.js";

const DOORS = [
  ["desk", "/agent", "help"],
  ["tickets", "/tickets", "read"],
  ["customers", "/customers", "read"],
  ["manager", "/manager", "reports"],
  ["scorecard", "/scorecard", "reports"],
  ["review", "/review", "reports"],
  ["knowledge", "/knowledge", "write_knowledge"],
  ["accounts", "/accounts", "accounts"],
];

/** Links to the other pages; `here` is the key of this one. */
export function staffNav(here, user) {
  return html`<nav aria-label=${t("nav.label")} style="display:flex;flex-wrap:wrap;gap:4px 12px;flex:1 1 auto">
    ${DOORS.map(([key, href, permission]) =>
      user.permissions?.includes(permission) ? html`<a href=${href} aria-current=${here === key ? "page" : nothing} style="padding:8px 4px;${here === key ? "font-weight:600;text-decoration:none" : ""}" data-testid="nav-${key}">${t(`nav.${key}`)}</a>` : nothing,
    )}
  </nav>`;
}
