"""The first text of consent: without one, nobody could propose online."""

from datetime import date

from django.db import migrations

TEXT_KY = (
    "Мен сунушумдун же суроомдун текстинин текшерилгенден кийин сайтта жарыяланышына макулмун.\n"
    "Эгер атымды, телефонумду же электрондук почтамды жазсам, айыл өкмөтү аларды ушул сунуш "
    "боюнча мени менен байланышуу үчүн гана колдонот. Алар жарыяланбайт жана башка эч кимге "
    "берилбейт; иш жабылгандан 6 ай өткөндөн кийин өчүрүлөт.\n"
    "Макулдугумду каалаган убакта кайтарып ала алам: ал үчүн айыл өкмөтүнө кайрылам."
)
TEXT_RU = (
    "Я согласен (согласна), что текст моего предложения или вопроса после проверки будет "
    "опубликован на сайте.\n"
    "Если я укажу имя, телефон или электронную почту, айыл окмоту использует их только для связи "
    "со мной по этому предложению. Они не публикуются и никому не передаются; через 6 месяцев "
    "после закрытия вопроса их удаляют.\n"
    "Я могу отозвать согласие в любое время, обратившись в айыл окмоту."
)
TEXT_EN = (
    "I agree that the text of my proposal or question is published on the site once it has been "
    "checked.\n"
    "If I give my name, telephone or e-mail, the aiyl okmotu uses them only to contact me about "
    "this proposal. They are not published and given to nobody else; 6 months after the matter is "
    "closed they are erased.\n"
    "I can withdraw my consent at any time by telling the aiyl okmotu."
)


def add_text(apps, schema_editor):
    apps.get_model("hearings", "ConsentText").objects.create(
        version=1,
        text=TEXT_KY,
        text_ky=TEXT_KY,
        text_ru=TEXT_RU,
        text_en=TEXT_EN,
        valid_from=date(2026, 1, 1),
    )


def take_back(apps, schema_editor):
    apps.get_model("hearings", "ConsentText").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("hearings", "0001_initial")]

    operations = [migrations.RunPython(add_text, take_back)]
