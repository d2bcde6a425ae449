/** What happened beside the words, as one line of the conversation. */
import { html, nothing } from "lit";
import { t, word } from "/ui/text.js";
import { duration, exact, relative } from "/ui/time.js";

/** The line for an item that is no message; nothing for one that is not told. */
export function happening(item) {
  switch (item.type) {
    case "note":
      return html`<p class="note"><b>${item.authorName ? `${t("agent.note")} · ${item.authorName}` : t("agent.note")}</b> ${item.text}</p>`;
    case "status":
      return line(t(`agent.status.${item.status}`, { name: item.agentName ?? "" }), item);
    case "offered":
      return line(t("agent.status.offered", { name: item.agentName, why: reasons(item.why) }), item);
    case "agent_left":
      return line(t("agent.status.left", { name: item.agentName, reason: word("left", item.reason) }), item);
    case "rated":
      return line(t("agent.rated", { score: item.score, resolved: t(item.resolved ? "chat.rate.yes" : "chat.rate.no") }), item);
    case "acted":
      return line(
        t(`agent.acted.${item.outcome}`, { agent: item.agentName, action: word("action", item.action) }) + (item.approvedBy ? t("agent.acted.approvedBy", { name: item.approvedBy }) : ""),
        item,
      );
    case "approval_requested":
      return line(t("agent.approval.requested", { agent: item.agentName, action: word("action", item.action), yuan: item.yuan, text: item.text }), item);
    case "approval_decided":
      return line(t(item.approved ? "agent.approval.approved" : "agent.approval.refused", { agent: item.agentName }), item);
    default:
      return nothing;
  }
}

const line = (text, item) => html`<p class="notice">${text} <time datetime=${item.at} title=${exact(item.at)}>${relative(item.at)}</time></p>`;

/** The router's reasons in words: "上次是您接待的，空闲 3 分". */
export function reasons(why) {
  return (why ?? "")
    .split(" ")
    .map((part) => {
      const [what, value = ""] = part.split(":");
      if (what === "load") return t("why.load", { n: value.split("/")[0] });
      if (what === "idle") return parseInt(value) > 86_400 ? "" : t("why.idle", { n: duration(parseInt(value)) });
      if (what === "skill" || what === "overflow") return t(`why.${what}`, { skill: word("dialect", value, word("skill", value)) });
      return t(`why.${what}`, { name: word("person", value) });
    })
    .filter(Boolean)
    .join("，");
}
