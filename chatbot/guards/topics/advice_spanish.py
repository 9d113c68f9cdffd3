"""The parts of questions for another profession, in Spanish."""

from __future__ import annotations

SIGNS = {
    "ill": (
        r"\b(?:depresion|depresiv[oa]|ansiedad|bipolar\w*|esquizofrenia|trastorno\w*|anorexia|"
        r"bulimia|adiccion\w*|alcoholismo|cancer|diabetes|insomnio|migranas?|hipertension|tension "
        r"alta|asma|menopausia|tiroides|anemia|tdah|autis\w+|burn-?out|epilepsia|alergia\w*|"
        r"ataques de panico|fibromialgia)\b"
    ),
    "cure": (
        r"\b(?:cura(?:r|n|s)?|sanar?|trata(?:r|n|miento)|diagnostic\w+|quitar(?:me)?|eliminar|"
        r"sustituy\w+ (?:la )?terapia)\b"
    ),
    "guess": (
        r"\b(?:creo que (?:tengo|sufro|soy|padezco)|crees? que (?:tengo|soy|sufro)|cree usted|"
        r"(?:puede|podria) ser|sera que tengo|tengo (?:yo )?(?:un )?(?:tdah|trastorno)|soy "
        r"(?:bipolar|autista)|me lo (?:puedes )?confirm\w+|sintomas de|senales de|diagnostic\w+)\b"
    ),
    "drug": (
        r"\b(?:medicacion|medicament\w+|medicinas?|pastillas?|antidepresiv\w+|ansioliticos?|dosis|"
        r"suplementos?|vitaminas?|insulina|ibuprofeno|paracetamol|aspirina|melatonina|sertralina|"
        r"fluoxetina|diazepam|lorazepam|somniferos?|antibioticos?|tranquilizantes?|remedios?|"
        r"magnesio)\b"
    ),
    "use": (
        r"\b(?:tom(?:ar|o|e|arme)|dej(?:ar|o|e)|mezcl\w+|combin\w+|aument\w+|reduc\w+|suspend\w+|"
        r"cambi\w+|saltar\w*|con|subir|bajar|duplicar)\b"
    ),
    "ask": (
        r"\b(?:puedo|podria|debo|deberia|tengo que|es (?:seguro|peligroso|malo|buena idea|"
        r"recomendable)|como|cuando|cuant[oa]s?|que pasa si|conviene|merece la pena|vale la pena|"
        r"se puede|donde|que)\b"
    ),
    "which_drug": (
        r"\b(?:que|cual(?:es)?) (?:\w+ ){0,2}?(?:medic\w+|pastilla\w*|antidepresiv\w+|vitamina\w*|"
        r"suplemento\w*|dosis|remedio\w*|somnifero\w*)\b|\befectos secundarios\b"
    ),
    "drink": r"\b(?:alcohol|vino|cerveza|beber)\b",
    "complaint": (
        r"\b(?:palpitaciones|mareos?|vertigos?|cansancio|fatiga|dolor(?:es)? de (?:cabeza|espalda|"
        r"estomago|pecho|cuello|rodilla)|me duele[n]?|nauseas|hormigueo|fiebre|tos|bulto|"
        r"sarpullido|taquicardia|no (?:puedo|consigo) dormir|insomnio|calambres|falta de aire)\b"
    ),
    "worry": (
        r"\b(?:es (?:grave|normal|peligroso|solo)|deberia (?:preocuparme|ir al)|que (?:puede|"
        r"podria) ser|que tengo|por que me|a que se debe)\b|\bsera(?:n)? (?:\w+ )?(?:ansiedad|"
        r"estres|grave|algo|normal)\b"
    ),
    "remedy": (
        r"\b(?:que (?:hago|puedo (?:hacer|tomar)|debo (?:hacer|tomar)|tomo|me recomiendas|me "
        r"aconsejas)|como (?:quito|alivio|se quita|se cura)|algun remedio|que es bueno)\b"
    ),
    "prescribe": (
        r"\b(?:recet(?:a|ar|arme|as|eis)(?!s? de cocina)|baja medica|certificado medico)\b"
    ),
    "booking": r"\b(?:aplazar|mover|cambiar (?:la|mi) (?:cita|sesion)|cancelar|reservar)\b",
    "trade": (
        r"\b(?:soy (?:medic[oa]|enfermer[oa]|abogad[oa]|psicolog[oa]|terapeuta|banquer[oa]|"
        r"contable|farmaceutic[oa]|asesor[a]?)|trabajo (?:en|como|de|para)|(?:trabajas|trabajais|"
        r"ayudas|ayudais|atiendes|tienes|teneis)[^.?!]{0,30}(?:personas|clientes|gente|medicos|"
        r"abogados)|investigacion|factura)\b"
    ),
    "claim": (
        r"\b(?:indemnizacion|finiquito|paro|baja|vacaciones|horas extra\w*|permiso de "
        r"(?:maternidad|paternidad)|preaviso|custodia|pension|excedencia|herencia|visado|"
        r"nacionalidad|residencia|subsidio)\b"
    ),
    "entitled": (
        r"\b(?:(?:me )?corresponde\w*|por ley|la ley|derechos?|legal\w*|ilegal|me deben|como "
        r"(?:consigo|obtengo|solicito))\b|\bpuedo negarme\b|\bcuanto tengo que\b|\btiene que "
        r"pagar\w*\b"
    ),
    "matter": (
        r"\b(?:clausulas?|contrato|despido|desahucio|alquiler|acuerdo|no competencia|grabar|marca|"
        r"derechos de autor|testamento|divorcio|acoso|discriminacion|preaviso|convenio)\b"
    ),
    "lawful": (
        r"\b(?:(?:es|son|seria|sera|fue)(?: \w+){0,4} (?:legal(?:es)?|ilegal(?:es)?|valid[oa]s?|"
        r"lícit[oa]|licit[oa]|nul[oa]s?|improcedente|delito)|ante la ley|por ley|legalmente|tiene "
        r"validez)\b"
    ),
    "employer": (
        r"\b(?:mi (?:jef[ea]|empresa|empleador|casero|ex|marido|mujer|banco)|la empresa|el casero|"
        r"pueden?|me)\b"
    ),
    "may": r"\b(?:puede[n]?|podria[n]?|tiene[n]? derecho|se permite)\b",
    "harm": (
        r"\b(?:despedir\w*|echar(?:me|nos)?|descontar\w*|negar\w*|bajar(?:me)? (?:el sueldo|la "
        r"jornada)|desalojar\w*|leer mis|vigilar\w*|grabar(?:me)?|obligar\w*|multar\w*|no pagar\w*|"
        r"embargar\w*|cambiar(?:me)? el contrato|quitarme)\b|\b(?:despedid|desalojad|obligad)[oa]\b"
    ),
    "sue": r"\b(?:demand(?:ar|o)|denunci(?:ar|o)|juicio|tribunales|querella)\b",
    "at_risk": (
        r"\bpuedo ser (?:despedid|demandad|desalojad|multad)[oa]\b|\bme pueden (?:despedir|echar|"
        r"demandar|multar|embargar)\b"
    ),
    "asset": (
        r"\b(?:acciones|bolsa|bitcoin|cripto\w*|fondos?|etfs?|oro|plata|hipoteca|prestamo|credito|"
        r"vivienda|casa|piso|pension(?:es)?|plan de pensiones|ahorros|dolares|inmuebles?|letras "
        r"del tesoro|herencia)\b"
    ),
    "buy": (
        r"\b(?:compr(?:ar|o|e)|vend(?:er|o)|invert\w+|inviert\w+|pedir|amortiz\w+|hipotec\w+|meter|"
        r"poner|ahorr\w+|refinanci\w+|sacar)\b"
    ),
    "worth": (
        r"\b(?:buen (?:momento|negocio)|buena (?:idea|inversion)|merece la pena|vale la pena|"
        r"segur[oa]s?|arriesgad[oa]s?|va[n]? a (?:subir|bajar)|mejor que|rentable\w*|recomiendas)\b"
    ),
    "tax": r"\b(?:impuestos?|hacienda|irpf|deduc\w+|desgrav\w+|declaracion de la renta)\b",
    "promise": r"\b(?:garanti\w+|promet\w+|asegur\w+|jura\w*)\b",
    "income": (
        r"\b(?:ingresos|sueldo|salario|gan(?:ar|are|o)\w*|dinero|ric[oa]|ascens\w+|ventas|clientes|"
        r"resultados?|beneficios|duplicar\w*|trabajo nuevo)\b"
    ),
    "ours": (
        r"\b(?:(?:tu|tus|vuestr[oa]s?|su) (?:contrato|paquete|programa|sesiones|precios?|grupo|"
        r"condiciones)|contigo|con vosotros|el (?:paquete|programa|grupo|curso)|la sesion|"
        r"incluid\w+|a plazos)\b"
    ),
}  # fmt: skip
