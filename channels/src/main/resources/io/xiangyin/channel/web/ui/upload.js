/** Sending a file to a conversation: pictures are made smaller first, which also turns what only phones know into JPEG. */
import { send } from "./api.js";

const SIDE = 2048;
const TIMEOUT_MS = 60_000;

/** What the file dialogue offers. */
export const KINDS = "image/*,.pdf,.txt";

/** Sends one file; resolves to `{attachment}`. */
export async function upload(conversationId, token, file) {
  const path = `/conversations/${conversationId}/attachments?${new URLSearchParams({ name: file.name || "" })}`;
  return send(path, token, await smaller(file), TIMEOUT_MS);
}

/** The picture with a longer side of at most {@link SIDE}; any other file, and a picture the browser cannot draw, as it is. */
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.type === "image/gif") return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))) ?? file;
  } catch {
    return file; // the server says what is wrong with it
  }
}
