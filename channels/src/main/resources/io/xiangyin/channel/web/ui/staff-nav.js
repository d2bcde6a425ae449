/** The way between the staff pages; everybody sees the doors that open for their roles. */
import { html, nothing } from "lit";
import { t } from "./text.js";

const DOORS = [
  ["desk", "/agent", ["agent", "supervisor", "admin"]],
  ["tickets", "/tickets", ["agent", "supervisor", "manager", "admin"]],
  ["customers", "/customers", ["agent", "supervisor", "manager", "admin"]],
  ["scorecard", "/scorecard", ["supervisor", "manager", "admin"]],
  ["review", "/review", ["supervisor", "manager", "admin"]],
  ["accounts", "/accounts", ["admin"]],
];

/** Links to the other pages; `here` is the key of this one. */
export function staffNav(here, user) {
  return html`<nav aria-label=${t("nav.label")} style="display:flex;flex-wrap:wrap;gap:4px 12px;flex:1">
    ${DOORS.map(([key, href, roles]) =>
      user.roles.some((role) => roles.includes(role)) ? html`<a href=${href} aria-current=${here === key ? "page" : nothing} style="padding:8px 4px;${here === key ? "font-weight:600;text-decoration:none" : ""}" data-testid="nav-${key}">${t(`nav.${key}`)}</a>` : nothing,
    )}
  </nav>`;
}
