package io.xiangyin.server.watch;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Mails an alert in plain text. */
final class MailDelivery implements Delivery {
    private static final String TIMEOUT_MS = "5000";

    private final WatchSettings.Mail settings;
    private final @Nullable String password;
    private final AlertWords words;
    private final Session session;

    MailDelivery(WatchSettings.Mail settings, @Nullable String password, AlertWords words) {
        this.settings = settings;
        this.password = password;
        this.words = words;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.put("mail.smtp.timeout", TIMEOUT_MS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MS);
        session = Session.getInstance(properties);
    }

    @Override
    public void tell(Alert alert) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from()));
        for (String to : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
        }
        message.setSentDate(Date.from(Instant.ofEpochMilli(alert.openedAt().toEpochMilli())));
        message.setSubject(words.subject(alert.finding()), StandardCharsets.UTF_8.name());
        message.setText(words.sentence(alert.finding()), StandardCharsets.UTF_8.name());
        if (settings.user() == null) {
            Transport.send(message);
        } else {
            Transport.send(message, settings.user(), password);
        }
    }
}
