package io.xiangyin.dialog.intent;

/** What a shopper may say, and the intent it shows. */
public record IntentExample(String text, String intent) {}
