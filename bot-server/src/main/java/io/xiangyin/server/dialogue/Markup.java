package io.xiangyin.server.dialogue;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What the reports are written with; texts are escaped by the writer. */
final class Markup {
    private Markup() {}

    /** @param style its class; empty for none */
    static void element(XMLStreamWriter page, String name, String style, String text) throws XMLStreamException {
        page.writeStartElement(name);
        if (!style.isEmpty()) {
            page.writeAttribute("class", style);
        }
        page.writeCharacters(text);
        page.writeEndElement();
    }

    /** A line of a conversation. */
    static void line(XMLStreamWriter page, String who, String text) throws XMLStreamException {
        element(page, "div", "line " + (who.isEmpty() ? "aside" : who), text);
    }
}
